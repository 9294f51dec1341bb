// Checks package-lock.json, before anything is installed: `npm ci` must work from any registry and on any machine.
// With --complete it writes what is missing. A registry without some platform's packages makes npm leave them out of the
// lock file, and `npm ci` then refuses everywhere.
import fs from 'node:fs';

const file = new URL('../package-lock.json', import.meta.url);
const text = fs.readFileSync(file, 'utf8');
const lock = JSON.parse(text);
const faults = [];

if (text.includes('"resolved": "http'))
  faults.push('it names addresses: set omit-lockfile-registry-resolved and write it again');

/** Where a dependency of the package at `from` is looked for, nearest first. */
function places(from, name) {
  const found = [];
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    found.push(`${at ? `${at}/` : ''}node_modules/${name}`);
    if (!at) return found;
    if (!at.includes('/node_modules/')) return [...found, `node_modules/${name}`];
  }
}

const systems = ['darwin', 'linux', 'win32', 'android', 'freebsd', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'aix'];
const processors = ['x64', 'arm64', 'arm', 'ia32', 'ppc64', 's390x', 'riscv64', 'loong64', 'mips64el', 'wasm32'];

/** The entry of a package for one platform, which its name tells. Without a checksum, which only the registry has. */
function entryOf(name, version, parent) {
  const words = name.split(/[-/]/);
  const os = systems.filter((system) => words.includes(system));
  const cpu = processors.filter((processor) => words.includes(processor));
  if (!/^\d+\.\d+\.\d+$/.test(version) || cpu.length === 0) return undefined;
  const libc = words.some((word) => /^musl/.test(word))
    ? ['musl']
    : words.some((word) => /^gnu/.test(word))
      ? ['glibc']
      : undefined;
  return {
    version,
    cpu,
    ...(parent.dev && { dev: true }),
    ...(libc && { libc }),
    optional: true,
    ...(os.length && { os }),
  };
}

const missing = [];
for (const [at, parent] of Object.entries(lock.packages))
  for (const [name, version] of Object.entries(parent.optionalDependencies ?? {}))
    if (!places(at, name).some((place) => lock.packages[place]))
      missing.push({ name, entry: entryOf(name, version, parent) });

if (process.argv.includes('--complete')) {
  for (const { name, entry } of missing) if (entry) lock.packages[`node_modules/${name}`] = entry;
  const sorted = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
  fs.writeFileSync(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`);
  console.log(`added: ${missing.filter(({ entry }) => entry).length}`);
} else if (missing.length > 0) {
  const names = missing.map(({ name }) => name).join(', ');
  faults.push(`it lacks packages of other platforms (${names}): node .ci/lockfile.mjs --complete`);
}

for (const fault of faults) console.error(`package-lock.json: ${fault}`);
process.exit(faults.length > 0 ? 1 : 0);
