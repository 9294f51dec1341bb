/**
 * What `npm start` and `npm run understand` run: puts the program (or the command that is named first) and the packages that
 * come as hundreds of small files into one file, when they have changed, and runs that. Read one by one, the files take most
 * of the time of a start.
 *
 * Only this and `tsx` know how TypeScript becomes JavaScript; whoever wants no such file runs `node --import tsx src/main.ts`.
 */

import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** What is run: the program, or a command of this folder: `node src/start.js commands/understand.ts`. */
const entry = process.argv[2]?.endsWith('.ts') ? (process.argv.splice(2, 1)[0] ?? '') : 'main.ts';
const source = path.dirname(fileURLToPath(import.meta.url));
const root = path.dirname(source);
/** Where npm packages keep what can be made again; `npm ci` clears it. */
const folder = path.join(root, 'node_modules', '.cache', 'xingyuan');

/** These become part of the file. All others stay packages: they bring files of their own, native code or a process. */
const within =
  /^(?:drizzle-orm|zod|hono|@hono\/node-server|lunar-typescript|pinyin-pro|postgres|uuidv7|node-cron)(?:\/|$)/;

/** A name that changes when a source or a package does. */
function nameNow() {
  const seen = createHash('sha256').update(process.version);
  const inputs = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));
  for (const file of [...inputs.sort().map((file) => path.join(source, file)), path.join(root, 'package-lock.json')]) {
    const { size, mtimeMs } = statSync(file);
    seen.update(`${file} ${size} ${mtimeMs}\n`);
  }
  return `${path.basename(entry, '.ts')}-${seen.digest('hex').slice(0, 16)}.mjs`;
}

/** @param {string} file */
async function make(file) {
  const { build } = await import('esbuild');
  mkdirSync(folder, { recursive: true });
  // What is older than the sources; another start may be making the same file right now.
  const [made = '', now = ''] = /^([a-z]+-)(.*)$/.exec(path.basename(file))?.slice(1) ?? [];
  for (const old of readdirSync(folder))
    if (old.startsWith(made) && !old.startsWith(made + now)) rmSync(path.join(folder, old), { force: true });
  const fresh = `${file}.${process.pid}`;
  await build({
    entryPoints: [path.join(source, entry)],
    outfile: fresh,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'silent',
    banner: {
      js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);",
    },
    plugins: [{ name: 'what stays where it is', setup }],
  });
  // Whole or not at all, also when two start at the same moment.
  renameSync(fresh, file);
}

/** @param {import('esbuild').PluginBuild} build */
function setup(build) {
  build.onResolve({ filter: /^[^./]/ }, ({ path: name, kind }) =>
    kind === 'entry-point' || within.test(name) ? undefined : { path: name, external: true },
  );
  // Each file goes on knowing where it stands: migrations, pages and the WeChat process are found from there.
  build.onLoad({ filter: /\.tsx?$/ }, ({ path: file }) => {
    if (!file.startsWith(source + path.sep)) return undefined;
    const url = JSON.stringify(pathToFileURL(file).href);
    const contents = readFileSync(file, 'utf8').replaceAll('import.meta.url', url);
    return { contents, loader: file.endsWith('x') ? 'tsx' : 'ts' };
  });
}

const file = path.join(folder, nameNow());
if (!statSync(file, { throwIfNoEntry: false })) await make(file);
process.setSourceMapsEnabled(true);
await import(pathToFileURL(file).href);
