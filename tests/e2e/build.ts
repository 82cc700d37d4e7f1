/** Before the browser tests: builds the site into `dist/` unless the one there is newer than everything it is made of. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';

/** Newest change below a file or folder, in milliseconds. */
function newest(path: string): number {
  if (!existsSync(path)) return Number.POSITIVE_INFINITY;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(`${path}/${name}`)));
}

const sources = ['src', 'public/cifar10/manifest.json', 'index.html', 'vite.config.ts', 'package-lock.json'];

export default function build(): void {
  const complete = existsSync('dist/index.html') && existsSync('dist/cifar10/manifest.json');
  if (complete && statSync('dist/index.html').mtimeMs > Math.max(...sources.map(newest))) return;
  execFileSync('npm', ['run', '-s', 'build'], { stdio: 'inherit' });
}
