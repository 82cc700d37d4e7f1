/** A GPU that refuses work in the middle of a run: the command ends with a sentence, and what it printed can be parsed. */
import { beforeAll, expect, it } from 'vitest';
import { preparedManifest } from '../data/prepared.ts';
import { resnet } from './kit.ts';

beforeAll(async () => {
  await preparedManifest();
}, 300_000);

it('work that the GPU refuses ends the run with a sentence, without an epoch and with nothing but JSON on stdout', async () => {
  const command =
    'train --blocks 1 --width 4 --batch-size 8 --train-images 64 --test-images 32 --epochs 2 --tuning off --json';
  const { code, stdout, stderr } = await resnet(command.split(' '), {
    through: [process.execPath, '--import', './tests/cli/refusal.mjs', 'bin/resnet.mjs'],
  });
  expect(code).toBe(1);
  const events = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { type: string; outcome?: string; problem?: string });
  expect(events.map((e) => e.type)).toEqual(['start', 'end']);
  expect(events[1]).toMatchObject({ outcome: 'failed' });
  expect(stderr).toMatch(
    /The GPU refused a piece of work \(Dispatch workgroup count X \(65536\)[^\n]*smaller network\.\n$/,
  );
});
