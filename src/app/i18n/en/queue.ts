/** English: several runs, one after the other. Loaded with the dialog that plans them and the panel that shows them. */
import { figures, plural } from './figures.ts';

const runs = (n: number): string => plural(n, 'run', 'runs');

export const queue = {
  title: 'Several runs',
  lead: 'Every combination of these lists is a run. They train one after the other; what is not listed is as it is set on the page.',
  lists: 'Lists',
  /** Of a row: what is varied, and by which values. */
  setting: (row: number) => `Setting ${row}`,
  values: (name: string) => `Values of ${name}`,
  each: {
    depth: 'Depth, three equal stages',
    model: 'Network',
    recipe: 'Recipe',
  },
  choices: (all: string) => `Of ${all}`,
  count: (n: number) => plural(n, 'value', 'values'),
  add: 'Vary another setting',
  remove: (name: string) => `Do not vary ${name}`,
  syntax:
    'Commas separate values: 8, 20, 32. A range of whole numbers is 1…5; four numbers evenly spaced by their logarithm are 0.05…0.4:4. Values that have commas themselves are separated by semicolons.',
  behind: 'End runs that fall behind',
  behindHelp:
    'A run ends early where its best test accuracy so far is below the median of what the finished runs had at the same epoch, of which there are three at least. For a search among settings: a mean over seeds is too high where the worse ones were ended. Source:',
  grace: 'Epochs before that',
  /** @param counts Such as `2 × 3`, where there are several lists. */
  preview: (counts: string, n: number) => (counts === '' ? runs(n) : `${counts} = ${runs(n)}`),
  /** Behind that. */
  time: (about: string) => `, ${about} on this device`,
  invalid: 'A field of the settings holds no value: mend it first.',
  busy: 'Another tab works through a queue: add runs there, or wait for its end.',
  start: (n: number) => `Train ${runs(n)}`,
  enqueue: (n: number) => `Put ${runs(n)} into the queue`,

  panel: 'Queue',
  over: (done: number, all: number) => `${figures.count(done)} of ${runs(all)} over`,
  left: (time: string) => `about ${time} left`,
  trains: (n: number, what: string) => `Run ${n} trains: ${what}`,
  paused: (n: number) => `Run ${n} is paused, and the queue with it.`,
  between: 'The next run begins.',
  waits: 'It begins when the run that trains now is over.',
  all: 'All runs are over.',
  elsewhere: 'Another tab works through this queue.',
  held: {
    stopped: 'You stopped this run: “Go on” takes it up again, “Leave out” moves to the next.',
    'after-this': 'It stopped after a run, as you asked.',
    failed: 'Two runs in a row failed: see the runs list for why before you go on.',
    asks: 'The run asks something before it goes on: answer it, or leave the run out.',
    elsewhere: 'Another tab trains this run: go on when it is over there.',
    opened: 'It waits where it was left. “Go on” takes it up again.',
  },
  goOn: 'Go on',
  skipIt: 'Leave out',
  stopAfter: 'Stop after this run',
  clear: 'Clear',
  clearHelp: 'Forget the queue. Its runs stay in the list; one that trains trains on.',
  show: 'Runs of the queue',
  more: 'More runs',
  up: (what: string) => `Move ${what} up`,
  down: (what: string) => `Move ${what} down`,
  skip: (what: string) => `Leave ${what} out`,
  again: (what: string) => `Take ${what} up again`,
  states: {
    waiting: 'waits',
    running: 'trains',
    done: 'finished',
    diverged: 'diverged',
    stopped: 'stopped',
    behind: 'ended, behind',
    skipped: 'left out',
    failed: 'failed',
  },
  part: (label: string, value: string) => `${label} ${value}`,
};

export type QueueWords = typeof queue;
