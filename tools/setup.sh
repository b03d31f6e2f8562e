#!/bin/sh
# Makes the virtual environment from the hashed lock. Used by the Makefile: sh tools/setup.sh .venv
set -eu
venv=$1

fail() { printf '\n  Impossible de continuer : %s\n\n' "$1" >&2; exit 1; }

free=$(df -Pk . | awk 'NR==2 {print int($4 / 1024)}')
[ "$free" -ge 5000 ] || fail "il reste $free Mo sur le disque, l'installation en demande 5000. Libérez de la place."

is310() { "$1" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 10))' 2>/dev/null; }

python=
for candidate in python3.10 "$HOME"/.pyenv/versions/3.10.*/bin/python python3 python; do
  if is310 "$candidate"; then python=$candidate; break; fi
done

started=$(date +%s)
rm -rf "$venv"
if [ -n "$python" ]; then
  echo "1/3 Environnement Python ($("$python" --version)) …"
  "$python" -m venv "$venv" || fail "Python n'a pas pu créer l'environnement. Sous Debian ou Ubuntu : apt install python3.10-venv"
elif command -v uv >/dev/null 2>&1; then
  echo "1/3 Python 3.10 par uv …"
  uv venv --python 3.10 --seed "$venv" || fail "uv n'a pas pu installer Python 3.10."
else
  fail "Python 3.10 est introuvable. Installez uv (https://docs.astral.sh/uv), ou « pyenv install 3.10 », ou le paquet python3.10 de votre système, puis recommencez."
fi

echo "2/3 Bibliothèques, d'après requirements.lock (quelques minutes la première fois, 3 Go) …"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock 2>"$venv/pip.log" || {
  tail -n 5 "$venv/pip.log" >&2
  fail "l'installation des bibliothèques a échoué (réseau, disque ?). La fin du journal est au-dessus ; tout est dans $venv/pip.log"
}
echo "3/3 Vérification …"
"$venv/bin/python" -c 'import rasa, spacy, fr_core_news_md, sqlalchemy, pytest' 2>/dev/null || fail "une bibliothèque ne se charge pas. Effacez $venv et recommencez."
echo "Installé en $(($(date +%s) - started)) s."
