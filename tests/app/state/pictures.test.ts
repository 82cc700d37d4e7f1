/** Test pictures and labels as views get them: asked for once, together, and kept as far as they fit. */
import { expect, it } from 'vitest';
import { createPictures, pictureOf } from '../../../src/app/state/pictures.ts';
import type { Reply, WorkerCommand, WorkerMessage } from '../../../src/worker/protocol.ts';

type Request = Extract<WorkerCommand, { type: 'pictures' | 'labels' }>;
const settle = () => new Promise((resolve) => setTimeout(resolve));

function setUp() {
  const sent: Request[] = [];
  let listener = (_: WorkerMessage): void => {};
  const { store, actions } = createPictures({
    send: (command) => void sent.push(command as Request),
    onMessage: (next) => {
      listener = next;
    },
  });
  const answer = ({ id }: Request, said: Reply) => listener({ type: 'answer', id, answer: said });
  /** Every picture is three bytes of its number. */
  const give = (request: Request) => {
    if (request.type !== 'pictures') return;
    const images = Uint8Array.from(request.numbers.flatMap((n) => [n % 251, n % 251, n % 251]));
    answer(request, { type: 'pictures', images });
  };
  const at = (number: number) => pictureOf(store.getState(), 'cifar10', number);
  const numbers = () => sent.map((request) => (request.type === 'pictures' ? [...request.numbers] : []));
  return { store, ...actions, sent, answer, give, at, numbers };
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
