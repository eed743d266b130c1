"""What a file looks like: office files and scans as PDF, and a small image of each.

They are made from the file, by the worker, and can be made again: nothing is lost with
them.
"""
