/**
 * `npm run interruptions -- --node 200 --chromium 60 --seed 7`: interrupts real runs so often, at random, and lets each go on to its end, which must
 * equal that of an undisturbed run to the bit. Each half lies where its tests are. Ends with a line for each half, and
 * with code 1 where anything was wrong, named with its seed and step.
 */
import { numbersOf } from '../tests/soak/args.ts';

interface Half {
  /**
   * @param count Interruptions.
   * @param minutes After so many it ends though fewer have come, where it takes long.
   */
  readonly interrupt: (
    count: number,
    seed: number,
    minutes: number,
  ) => Promise<{ readonly problems: readonly string[]; readonly summary: string }>;
}

const halves = {
  node: {
    interrupt: async (count, seed, minutes) =>
      (await import('../tests/soak/inNode.ts')).interruptInNode(count, seed, minutes),
  },
  chromium: {
    interrupt: async (count, seed, minutes) =>
      (await import('../tests/soak/inChromium.ts')).interruptInChromium(count, seed, minutes),
  },
} as const satisfies Readonly<Record<string, Half>>;

const { seed, minutes, ...counts } = numbersOf({ node: 0, chromium: 0, seed: 7, minutes: 60 });
let wrong = 0;
for (const [name, half] of Object.entries(halves)) {
  const count = counts[name as keyof typeof counts];
  if (count === 0) continue;
  const { problems, summary } = await half.interrupt(count, seed, minutes);
  console.log(summary);
  wrong += problems.length;
}
process.exit(wrong === 0 ? 0 : 1);
