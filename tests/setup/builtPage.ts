/** The built page in `dist/`, as the tests of it need it: built once, and again only when something it is made of has changed. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';

/** Newest change below a file or folder, in milliseconds. */
function newest(path: string): number {
  if (!existsSync(path)) return Number.POSITIVE_INFINITY;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(`${path}/${name}`)));
}

const sources = ['src', 'scripts', 'public', 'index.html', 'vite.config.ts', 'package-lock.json'];

function isCurrent(): boolean {
  const parts = ['index.html', 'cifar10/manifest.json', 'cifar10/samples.webp'];
  const complete = parts.every((part) => existsSync(`dist/${part}`));
  return complete && statSync('dist/index.html').mtimeMs > Math.max(...sources.map(newest));
}

/** Builds the page unless the one in `dist/` is newer than everything it is made of. */
export default function ensureBuiltPage(): void {
  if (isCurrent()) return;
  // A test runner's own setting would make it React for development.
  const env = { ...process.env, NODE_ENV: 'production' };
  // In one string: on Windows npm is a script of the shell.
  execFileSync('npm run -s build', { stdio: 'inherit', shell: true, env });
}
