"""The papers screen: which paper lies under the camera, is it sharp, how many pages."""
