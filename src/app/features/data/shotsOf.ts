/** The pictures that the camera took on this page, until a data set was made of them: they are still there when the camera is opened once more. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { onePer } from '../../state/onePer.ts';
import type { Stores } from '../../state/react.ts';
import { noShots, type Shots } from './shots.ts';
import type { TakenPicture } from './takeShot.ts';

export const shotsOf = onePer((_: Stores): StoreApi<Shots<TakenPicture>> => createStore(() => noShots));
