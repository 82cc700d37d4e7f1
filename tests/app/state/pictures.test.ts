/** Test pictures and labels as views get them: asked for once, together, and kept as far as they fit. */
import { expect, it } from 'vitest';
import { createPictures, pictureOf } from '../../../src/app/state/pictures.ts';
import type { Reply, WorkerCommand, WorkerMessage } from '../../../src/worker/protocol.ts';

type Request = Extract<WorkerCommand, { type: 'pictures' | 'labels' }>;
const settle = () => new Promise((resolve) => setTimeout(resolve));

function setUp() {
  const sent: Request[] = [];
  let listener = (_: WorkerMessage): void => {};
  /** What is to happen later, and in how many milliseconds. */
  const later: { ms: number; act: () => void }[] = [];
  const { store, actions } = createPictures({
    client: {
      send: (command) => void sent.push(command as Request),
      onMessage: (next) => {
        listener = next;
      },
    },
    after(ms, act) {
      const one = { ms, act };
      later.push(one);
      return () => void later.splice(later.indexOf(one), later.includes(one) ? 1 : 0);
    },
  });
  /** Goes on to what was to happen next. @returns how much later that is. */
  const wait = async (): Promise<number | undefined> => {
    const next = later.shift();
    next?.act();
    await settle();
    return next?.ms;
  };
  const answer = ({ id }: Request, said: Reply) => listener({ type: 'answer', id, answer: said });
  /** Every picture is three bytes of its number. */
  const give = (request: Request) => {
    if (request.type !== 'pictures') return;
    const images = Uint8Array.from(request.numbers.flatMap((n) => [n % 251, n % 251, n % 251]));
    answer(request, { type: 'pictures', images });
  };
  const at = (number: number) => pictureOf(store.getState(), 'cifar10', number);
  const numbers = () => sent.map((request) => (request.type === 'pictures' ? [...request.numbers] : []));
  return { store, ...actions, wait, sent, answer, give, at, numbers };
}

it('pictures that several views want are asked for together, and each once', async () => {
  const { want, numbers, give, sent, at } = setUp();
  want('cifar10', [3, 1]);
  want('cifar10', [1, 7]);
  await settle();
  want('cifar10', [7]);
  await settle();
  expect(numbers()).toEqual([[3, 1, 7]]);
  give(sent[0]!);
  expect([...(at(1) ?? [])]).toEqual([1, 1, 1]);
  want('cifar10', [3, 1, 7]);
  await settle();
  expect(sent).toHaveLength(1);
});

it('many pictures come in parts, and those that came first make room', async () => {
  const { want, sent, give, at, store } = setUp();
  want(
    'cifar10',
    Array.from({ length: 2050 }, (_, i) => i),
  );
  await settle();
  expect(sent).toHaveLength(11);
  for (const request of sent) give(request);
  expect(store.getState().pictures.size).toBe(2000);
  expect([at(49), at(50)]).toEqual([undefined, Uint8Array.of(50, 50, 50)]);
});

it('what did not come is told, and asked for again when it is wanted again', async () => {
  const { want, wantLabels, sent, answer, give, store, at } = setUp();
  const problem = { kind: 'text', text: 'There is no connection.' } as const;
  want('cifar10', [1]);
  wantLabels('cifar10');
  wantLabels('cifar10');
  await settle();
  expect(sent.map(({ type }) => type).sort()).toEqual(['labels', 'pictures']);
  for (const request of [...sent]) answer(request, { type: 'failed', problem });
  expect(store.getState()).toMatchObject({ problem, labels: {} });
  want('cifar10', [1]);
  wantLabels('cifar10');
  await settle();
  expect(sent).toHaveLength(4);
  for (const request of sent.slice(2)) {
    if (request.type === 'labels') answer(request, { type: 'labels', labels: Uint8Array.of(6) });
    else give(request);
  }
  expect(at(1)).toBeDefined();
  expect(store.getState()).toMatchObject({ labels: { cifar10: Uint8Array.of(6) }, problem: undefined });
});

it('what did not come is asked for again by itself, less and less often, as long as somebody wants it', async () => {
  const { want, wantLabels, wait, sent, answer, give, at, store } = setUp();
  const problem = { kind: 'text', text: 'There is no connection.' } as const;
  const end = want('cifar10', [1]);
  const other = want('cifar10', [2]);
  wantLabels('cifar10');
  await settle();
  /** All that is on its way fails. @returns which kinds that were. */
  const fail = () => {
    const failing = sent.splice(0);
    for (const one of failing) answer(one, { type: 'failed', problem });
    return failing.map(({ type }) => type);
  };
  const waits: (number | undefined)[] = [];
  for (let i = 0; i < 8; i++) {
    expect(fail().sort(), 'one question for the pictures of both').toEqual(['labels', 'pictures']);
    waits.push(await wait());
  }
  expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
  fail();
  other();
  await wait();
  const pictures = sent.find(({ type }) => type === 'pictures')!;
  expect(pictures).toMatchObject({ numbers: [1] });
  give(pictures);
  expect([at(1) === undefined, at(2), store.getState().problem]).toEqual([false, undefined, undefined]);
  // It works again: the next failure is a first one. Whoever is gone asks for nothing.
  end();
  fail();
  expect(await wait()).toBe(1000);
  expect(sent.map(({ type }) => type)).toEqual(['labels']);
});
