/** Garbage collection on demand, for tests of what must not be kept. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

/** What was to be done later is done, and then all that nobody holds is gone: what the first sweep finds may hold more. */
export async function collectGarbage(): Promise<void> {
  for (let i = 0; i < 2; i++) {
    await new Promise((done) => setTimeout(done, 50));
    collect();
  }
}
