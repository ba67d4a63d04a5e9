"""What a text editor is told of a file, so that it completes, explains and checks it: schemas that stand alone."""
