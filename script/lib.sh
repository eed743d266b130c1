# Sourced by the scripts: what they say, and what they check and make.

# The packages of Debian 12 that README names; the command by which each is known.
SYSTEM_PACKAGES="python3-venv poppler-utils tesseract-ocr tesseract-ocr-fra libreoffice-writer-nogui libreoffice-calc-nogui libreoffice-impress-nogui libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"

say() { printf '\033[1m→\033[0m %s\n' "$*"; }
warn() { printf '! %s\n' "$*" >&2; }

find_python() {
  local python
  for python in python3.11 python3 python3.12 python3.13; do
    if command -v "$python" >/dev/null &&
      "$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' &&
      "$python" -c 'import venv, ensurepip' 2>/dev/null; then
      command -v "$python"
      return
    fi
  done
  return 1
}

check_system() {
  if ! find_python >/dev/null; then
    warn "Il faut Python 3.11 et son module venv. Sur Debian 12 :"
    warn "  sudo apt-get install -y --no-install-recommends $SYSTEM_PACKAGES"
    exit 1
  fi
  local missing=()
  command -v pdftotext >/dev/null || missing+=(poppler-utils)
  # Not `… | grep -q`: what writes to a grep that has gone fails, under pipefail.
  if ! command -v tesseract >/dev/null || ! grep -qx fra <<<"$(tesseract --list-langs 2>/dev/null)"; then
    missing+=(tesseract-ocr tesseract-ocr-fra)
  fi
  command -v soffice >/dev/null ||
    missing+=(libreoffice-writer-nogui libreoffice-calc-nogui libreoffice-impress-nogui)
  if [ ${#missing[@]} -gt 0 ]; then
    warn "Sans ces paquets, les pages numérisées et les anciens formats (DOC, XLS, PPT, RTF) restent illisibles :"
    warn "  sudo apt-get install -y --no-install-recommends ${missing[*]}"
  fi
  missing=()
  local library known
  known=$(PATH=$PATH:/sbin ldconfig -p)
  for library in libpango-1.0-0:libpango-1.0.so.0 libpangoft2-1.0-0:libpangoft2-1.0.so.0 libharfbuzz-subset0:libharfbuzz-subset.so.0; do
    [[ $known == *"${library#*:}"* ]] || missing+=("${library%%:*}")
  done
  if [ ${#missing[@]} -gt 0 ]; then
    warn "Sans ces paquets, les pages ne se donnent pas en PDF :"
    warn "  sudo apt-get install -y --no-install-recommends ${missing[*]}"
  fi
}

# The environment is made again only when one of the lists it was made from has changed.
make_environment() {
  local lists=(requirements.txt)
  [ "${1:-}" != --tests ] || lists+=(requirements-dev.txt)
  local list=${lists[-1]} made=.venv/installed
  if [ -x .venv/bin/python ] && grep -qs "  $list$" $made && sha256sum --check --status $made; then
    return
  fi
  say "Environnement Python : installation de ce que liste $list (une à deux minutes la première fois)…"
  rm -f $made
  # One whose making was interrupted has no pip: it is made again.
  if ! .venv/bin/python -c 'import pip' 2>/dev/null; then
    rm -rf .venv
    "$(find_python)" -c 'import signal, runpy, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)
sys.argv = ["venv", ".venv"]
runpy.run_module("venv", run_name="__main__")'
  fi
  .venv/bin/python -m pip install --quiet --disable-pip-version-check -r "$list"
  sha256sum "${lists[@]}" >$made
}

# Half a minute of compressing: only when a source is newer than what was made of it. A
# folder is newer when a file of it went away.
collect_static() {
  local data=${MAILLAGE_DATA:-var}
  local made=${data/#\~\//${HOME:-}/}/static/staticfiles.json
  if [ -f "$made" ] && [ -z "$(find static templates/components site/config .venv/installed \
    -newer "$made" ! -name __pycache__ ! -name '*.pyc' -print -quit)" ]; then
    return
  fi
  say "Fichiers statiques…"
  .venv/bin/python manage.py collectstatic --noinput --verbosity 0
}
