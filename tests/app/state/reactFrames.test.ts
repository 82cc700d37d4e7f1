/** What views see at their first look: the frame that the page has, and nothing that has yet to come. */
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { type Stores, StoresContext } from '../../../src/app/state/react.ts';
import {
  useFrame,
  useFrameEpochs,
  useFrames,
  useFramesState,
  useLabels,
  usePictures,
  usePicturesProblem,
} from '../../../src/app/state/reactFrames.ts';
import { createSavings } from '../../../src/app/state/savings.ts';
import { frameAt } from '../../training/someFrame.ts';

it('a view has the newest frame at once, and shares its stores with all others', () => {
  const stores = {
    client: { onMessage: () => {}, send: () => {} },
    page: { store: { getState: () => ({ run: { id: 'a', frame: frameAt(2) } }) } },
    runs: { onDelete: () => {}, onElsewhere: () => {} },
    savings: createSavings(true),
  } as unknown as Stores;
  const seen: unknown[] = [];
  function View() {
    seen.push([
      useFrame('a', 'shown')?.epoch,
      useFrame(undefined, 'newest'),
      useFrameEpochs('a'),
      useFrameEpochs(undefined),
      useFramesState((state) => state.epoch),
      usePictures('cifar10', [3]),
      useLabels('cifar10'),
      usePicturesProblem(),
    ]);
    seen.push(useFrames());
    return null;
  }
  const view = createElement(View);
  renderToStaticMarkup(createElement(StoresContext.Provider, { value: stores }, view, view));
  expect(seen[0]).toEqual([2, undefined, [2], [], undefined, [undefined], undefined, undefined]);
  expect(seen[1]).toBe(seen[3]);
});
