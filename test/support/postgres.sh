#!/usr/bin/env bash
# Starts a PostgreSQL of its own on a free port of 127.0.0.1, runs a command with TEST_DATABASE_URL set, and takes
# everything away again, however the command ends.
#
#   test/support/postgres.sh npm test                 fsync off: for tests
#   test/support/postgres.sh --durable npm run bench  as a real server is: for measuring
#   test/support/postgres.sh                          prints the address and stays until Ctrl-C
#
# Needs the server's programs: PG_BIN, or Debian's postgresql package, or pg_config in PATH.
set -euo pipefail

settings=(-c fsync=off -c synchronous_commit=off -c full_page_writes=off)
if [[ "${1:-}" == --durable ]]; then
  settings=()
  shift
fi

bin="${PG_BIN:-}"
if [[ -z "$bin" ]]; then
  bin="$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)"
  [[ -x "$bin/initdb" ]] || bin="$(pg_config --bindir 2>/dev/null || true)"
fi
if [[ ! -x "$bin/initdb" ]]; then
  echo 'PostgreSQL is not here: install it (Debian: apt-get install postgresql) or set PG_BIN to the folder of initdb.' >&2
  exit 1
fi

# PostgreSQL refuses to run as root.
as_owner=()
folder="$(mktemp -d "${TMPDIR:-/tmp}/xingyuan-postgres.XXXXXX")"
if [[ "$(id -u)" == 0 ]]; then
  id postgres >/dev/null 2>&1 || useradd --system --shell /bin/sh postgres
  chown postgres "$folder"
  as_owner=(runuser -u postgres --)
fi

stop() {
  "${as_owner[@]}" "$bin/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

port="$(node -e 'const s=require("node:net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})')"
cd "$folder"
"${as_owner[@]}" "$bin/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null
"${as_owner[@]}" "$bin/pg_ctl" -D "$folder/data" -l "$folder/log" -w start -o "-p $port -k $folder -h 127.0.0.1 -c max_connections=200 ${settings[*]}" >/dev/null ||
  { cat "$folder/log" >&2; exit 1; }
cd "$OLDPWD"

export TEST_DATABASE_URL="postgres://postgres@127.0.0.1:$port/postgres"
export PG_BIN="$bin"
if [[ $# -gt 0 ]]; then
  "$@"
else
  echo "TEST_DATABASE_URL=$TEST_DATABASE_URL"
  sleep infinity & wait
fi
