"""The web server: one process, a few threads, so that memory stays low.

See https://docs.gunicorn.org/en/stable/settings.html for each name.
"""

chdir = "."
pythonpath = "site"
worker_class = "gthread"
workers = 1
threads = 6
timeout = 120
graceful_timeout = 5
keepalive = 5
accesslog = None
loglevel = "warning"
# A slow disk must not make the server believe that its worker is dead.
worker_tmp_dir = "/dev/shm"
# A long question is answered by the site, with a page; not refused here.
limit_request_line = 0
