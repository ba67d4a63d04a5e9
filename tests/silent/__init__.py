"""What engage once said that was not so: a file for each finding, named after it."""
