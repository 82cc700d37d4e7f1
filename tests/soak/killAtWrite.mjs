/**
 * Loaded before the command: kills the process at the so-many-th thing that it asks of the file system below a folder, with a
 * file half written where that thing writes one. `KILL_BELOW` is the folder, `KILL_AT` counts from 1.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const below = process.env.KILL_BELOW;
let left = Number(process.env.KILL_AT);
const opened = new Set();

const half = {
  writeFileSync: (call, path, content) => call(path, content.slice(0, content.length / 2)),
  writeSync: (call, file, bytes, offset, length, at) => call(file, bytes, offset, length >> 1, at),
};

for (const name of [
  'writeFileSync',
  'writeSync',
  'openSync',
  'fsyncSync',
  'renameSync',
  'linkSync',
  'rmSync',
  'mkdirSync',
]) {
  const call = fs[name].bind(fs);
  fs[name] = (...args) => {
    const [place] = args;
    if (typeof place === 'number' ? !opened.has(place) : !String(place).startsWith(below))
      return call(...args);
    left -= 1;
    if (left === 0) {
      half[name]?.(call, ...args);
      process.kill(process.pid, 'SIGKILL');
    }
    const result = call(...args);
    if (name === 'openSync') opened.add(result);
    return result;
  };
}
syncBuiltinESMExports();
