/**
 * A picture of the person's own that goes into the network in place of a test picture. What is held of it are the few pixels that the network sees, in memory and
 * for as long as the page is open; the file itself, or the still of a camera, is let go once it is read. A store without React: `features/pictures` takes
 * pictures and says why one is no use, `features/diagram` draws what the network sees.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { PictureProblem } from '../../problems/pictures.ts';
import { datasetOf } from '../../training/config.ts';
import type { ChosenPictureStore } from './chosenPicture.ts';
import type { Overlay } from './overlay.ts';
import type { Page } from './page.ts';
import { shownConfig } from './shownNetwork.ts';

/** A file of any kind, or a still of a camera. */
export type PictureSource = Blob | ImageBitmap;

export interface ReadRequest {
  readonly source: PictureSource;
  /** Pixels of a side of what the network sees. */
  readonly side: number;
}

/** A picture as the network sees it: the square in its middle, made smaller. */
export interface SeenPicture {
  /** Red, green and blue of side × side pixels, row by row. */
  readonly pixels: Uint8Array<ArrayBuffer>;
  readonly side: number;
  /** Of the whole picture, upright. */
  readonly size: { readonly width: number; readonly height: number };
}

export type ReadAnswer = SeenPicture | { readonly problem: PictureProblem };

/** @param signal Ends the reading; then nothing is answered. @throws Error where the script that reads cannot be loaded. */
export type ReadPicture = (request: ReadRequest, signal: AbortSignal) => Promise<ReadAnswer>;

export interface OwnPictureState {
  readonly reading: boolean;
  /** The last that was read; it waits while another picture is looked at. */
  readonly picture?: SeenPicture;
  /** Why the last one could not be taken. */
  readonly problem?: PictureProblem;
}

export interface OwnPicture {
  readonly store: StoreApi<OwnPictureState>;
  readonly actions: {
    /** Reads a picture and puts it in. One that is being read is given up; one that is in stays until the new one is read. */
    take(source: PictureSource): void;
    /** Says why there is nothing to read. */
    refuse(problem: PictureProblem): void;
    /** Puts the picture that was taken in once more. */
    choose(): void;
    /** Lets go of it, and of what is being read; the first test picture goes in, where it was in. */
    forget(): void;
    /** Takes note of what was said. */
    dismiss(): void;
  };
}

interface Dependencies {
  readonly page: Pick<Page, 'store'>;
  readonly overlay: Pick<Overlay, 'actions'>;
  readonly chosen: ChosenPictureStore;
  readonly read: ReadPicture;
}

export function createOwnPicture({ page, overlay, chosen, read }: Dependencies): OwnPicture {
  const store = createStore<OwnPictureState>(() => ({ reading: false }));
  const { setState: set } = store;
  /** Of the reading under way. */
  let under: AbortController | undefined;
  const sideWanted = () => datasetOf(shownConfig(page.store.getState())).imageSize;
  const stop = () => {
    under?.abort();
    under = undefined;
  };
  const choose = ({ pixels }: SeenPicture) => chosen.actions.choose({ kind: 'own', pixels });
  const refuse = (problem: PictureProblem) => {
    set({ reading: false, problem });
    // It may have been dropped or pasted: the dialog says what the matter is and how else one comes in.
    overlay.actions.open('picture');
  };
  const forget = () => {
    stop();
    set({ reading: false, picture: undefined, problem: undefined });
    if (chosen.store.getState().picture.kind === 'own') chosen.actions.choose({ kind: 'sample', number: 0 });
  };
  page.store.subscribe(() => {
    // Made for the pictures of one data set, it says nothing to a network of another; the file to make it anew is not kept.
    const { picture } = store.getState();
    if (picture && picture.side !== sideWanted()) forget();
  });
  return {
    store,
    actions: {
      take(source) {
        stop();
        under = new AbortController();
        const { signal } = under;
        set({ reading: true, problem: undefined });
        read({ source, side: sideWanted() }, signal).then(
          (answer) => {
            if (signal.aborted) return;
            if ('problem' in answer) return refuse(answer.problem);
            set({ reading: false, picture: answer });
            choose(answer);
            overlay.actions.close('picture');
          },
          () => {
            if (signal.aborted) return;
            set({ reading: false });
            overlay.actions.notLoaded();
          },
        );
      },
      refuse,
      choose() {
        const { picture } = store.getState();
        if (picture) choose(picture);
      },
      forget,
      dismiss: () => set({ problem: undefined }),
    },
  };
}
