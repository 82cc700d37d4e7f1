/** The pictures that the camera took on this page. They are still there when the camera is opened once more, so that more can be added to what a set was made of. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { onePer } from '../../state/onePer.ts';
import type { Stores } from '../../state/react.ts';
import { noShots, type Shots } from './shots.ts';
import type { TakenPicture } from './takeShot.ts';

export const shotsOf = onePer((_: Stores): StoreApi<Shots<TakenPicture>> => createStore(() => noShots));
