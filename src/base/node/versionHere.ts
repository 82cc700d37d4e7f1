/** The version of these sources, for the build, which puts it into the page, and for the command line. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** The package's version and, where its history is there, the commit: `0.1.0+1a2b3c4`. */
export function versionHere(): string {
  const { version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { version: string };
  try {
    const stdio: ['ignore', 'pipe', 'ignore'] = ['ignore', 'pipe', 'ignore'];
    const commit = execFileSync('git', ['rev-parse', '--short=7', 'HEAD'], { cwd: root, stdio });
    return `${version}+${commit.toString().trim()}`;
  } catch {
    return version;
  }
}
