/** Reads the program's source as what it is, so that tests can hold its walls: imports, exports, words and calls of a file. */
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAst, transformWithEsbuild } from 'vite';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Source {
  /** From the root, with `/`: src/db/db.ts. */
  path: string;
  text: string;
  /** All that it imports, types too: files as paths from the root, packages by name. */
  imports: string[];
  /** What is left of that when it runs. */
  uses: string[];
  /** Hands on what it imports. */
  reexports: boolean;
  /** Reads the machine's clock. */
  readsClock: boolean;
  /** Strings and templates of the code, a blank of a template as `{}`; no comments, no regular expressions. */
  words: string[];
}

interface Node {
  type: string;
  [key: string]: unknown;
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;

function* walk(node: Node): Generator<Node> {
  yield node;
  for (const value of Object.values(node))
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) yield* walk(child);
}

/** `Date.now()`, `new Date()` or `Date()`: anything else of Date is arithmetic. */
function isClockReading(node: Node): boolean {
  const callee = node['callee'];
  const bare = Array.isArray(node['arguments']) && node['arguments'].length === 0;
  if (!isNode(callee) || !bare) return false;
  if (callee.type === 'Identifier') return callee['name'] === 'Date';
  const { object, property } = callee;
  return isNode(object) && object['name'] === 'Date' && isNode(property) && property['name'] === 'now';
}

function wordsOf(node: Node): string | undefined {
  if (node.type === 'Literal' && typeof node['value'] === 'string') return node['value'];
  if (node.type !== 'TemplateLiteral') return undefined;
  return (node['quasis'] as { value: { cooked: string } }[]).map((part) => part.value.cooked).join('{}');
}

const resolve = (from: string, to: string): string =>
  to.startsWith('.') ? path.posix.join(path.posix.dirname(from), to) : to;

function importedBy(node: Node): string | undefined {
  const from = node['source'];
  return isNode(from) && typeof from['value'] === 'string' ? from['value'] : undefined;
}

/** Types leave no trace when it runs, so what is imported at all is read from the text. */
const importLine = /^(?:import|export)\s[^;'"]*?from\s+'([^']+)'|^import\s+'([^']+)'|\bimport\(\s*'([^']+)'/gm;

async function read(file: string): Promise<Source> {
  const text = fs.readFileSync(path.join(root, file), 'utf8');
  const { code } = await transformWithEsbuild(text, file, {
    charset: 'utf8',
    sourcemap: false,
    tsconfigRaw: { compilerOptions: { jsx: 'react-jsx', jsxImportSource: 'hono/jsx', verbatimModuleSyntax: true } },
  });
  const nodes = [...walk(parseAst(code) as unknown as Node)];
  return {
    path: file,
    text,
    imports: [...text.matchAll(importLine)].map((found) => resolve(file, (found[1] ?? found[2] ?? found[3])!)),
    uses: nodes.flatMap((node) => importedBy(node) ?? []).map((to) => resolve(file, to)),
    reexports: nodes.some((node) => /^Export(All|Named)Declaration$/.test(node.type) && importedBy(node) !== undefined),
    readsClock: nodes.some(isClockReading),
    words: nodes.flatMap((node) => wordsOf(node) ?? []),
  };
}

/** Every file under a folder, from the root with `/`, sorted. */
export function filesOf(folder: string): string[] {
  const found = fs.readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true });
  return found
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();
}

/** The whole program. */
export function readSources(): Promise<Source[]> {
  return Promise.all(
    filesOf('src')
      .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'))
      .map(read),
  );
}
