/**
 * `npm run soak -- --minutes 20 --seed 7`: trains, pauses, resumes, changes networks, and ends pages, workers and devices at random in
 * Chromium, for so long. Nothing that was stored may get lost, every run must end equal to the bit to an undisturbed one, and
 * memory must stay as it is. Ends with one line, and with code 1 where anything was wrong, each with its seed and step.
 */
import { numbersOf } from './args.ts';
import { soakInChromium } from './inChromium.ts';

const { minutes, seed } = numbersOf({ minutes: 20, seed: 7 });
const { problems, summary } = await soakInChromium(minutes, seed);
console.log(summary);
process.exit(problems.length === 0 ? 0 : 1);
