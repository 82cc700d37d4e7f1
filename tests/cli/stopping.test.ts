/** Signals and a closed output, as they are heard; that real processes obey them is in interrupted.gpu.test.ts. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { stopOnRequest } from '../../src/cli/stopping.ts';

const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
let before: Map<string, readonly unknown[]>;
beforeEach(() => {
  before = new Map(names.map((name) => [name, process.listeners(name)]));
});
const added = (name: NodeJS.Signals) => process.listeners(name).filter((l) => !before.get(name)?.includes(l));
afterEach(() => {
  for (const name of names) for (const listener of added(name)) process.off(name, listener);
  vi.restoreAllMocks();
});

function setUp() {
  const told: string[] = [];
  const stop = vi.fn();
  let unread = (_: 'unread' | 'notKept') => {};
  const terminal = {
    print: () => {},
    tell: (line: string) => void told.push(line),
    onUnread: (heard: typeof unread) => {
      unread = heard;
    },
  };
  const stopping = stopOnRequest(terminal, stop);
  const send = (name: NodeJS.Signals) => {
    for (const listener of added(name)) listener(name);
  };
  return { told, stop, stopping, send, unread: () => unread('unread') };
}

it('the first request stops the run, a later one than a second after it ends the process', () => {
  let now = 5000;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  const exit = vi.spyOn(process, 'exit').mockImplementation((() => {}) as never);
  const { told, stop, stopping, send } = setUp();
  send('SIGINT');
  // Some shells send it twice.
  now += 20;
  send('SIGINT');
  expect([stop.mock.calls.length, stopping.reason(), exit.mock.calls]).toEqual([1, 'interrupted', []]);
  now += 1500;
  // A terminal that was closed says so more than once.
  send('SIGHUP');
  expect(exit).not.toHaveBeenCalled();
  send('SIGTERM');
  expect(exit).toHaveBeenCalledWith(143);
  expect(told).toEqual(['Stopping after this step; Ctrl-C again ends at once.']);
});

it('an output that nobody reads stops it once, however often it says so', () => {
  const { stop, stopping, unread } = setUp();
  unread();
  unread();
  expect([stop.mock.calls.length, stopping.reason()]).toEqual([1, 'unread']);
});

it('a signal after the end of the run neither kills the process nor says anything', () => {
  const { told, stop, stopping, send } = setUp();
  stopping.release();
  expect(added('SIGINT')).toHaveLength(1);
  send('SIGINT');
  expect([told, stop.mock.calls.length]).toEqual([[], 0]);
});
