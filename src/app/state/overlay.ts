/**
 * What lies over the page: the dialog that is open, and the toast, a short answer to what was just pressed. A store without
 * React. What is done on the page is not decided here but in `src/app/actions`.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { OwnName } from '../../data/sets/index.ts';
import type { SettingProblem } from '../../problems/settings.ts';
import type { RunConfig, SettingKey } from '../../training/settings.ts';
import type { HelpSection } from './help.ts';
import type { Page } from './page.ts';
import { addressOf, queryOf } from './url.ts';

export type ToastMessage =
  | { readonly kind: 'reset'; readonly before: RunConfig }
  /** A field that keeps Train from starting. */
  | { readonly kind: 'invalid'; readonly key: SettingKey; readonly problem: SettingProblem }
  | {
      readonly kind:
        | 'already-default'
        | 'reset-when-over'
        | 'not-loaded'
        | 'nothing-to-export'
        | 'new-version';
    }
  /** A run was not started for want of them. */
  | { readonly kind: 'pictures-missing'; readonly dataset: OwnName }
  | { readonly kind: 'settings-loaded'; readonly name: string }
  | { readonly kind: 'fresh-classifier'; readonly dataset: string; readonly classes: number }
  | { readonly kind: 'runs-restored'; readonly names: readonly string[] }
  | { readonly kind: 'copied' | 'copy-failed'; readonly link: string };

export type DialogName =
  | 'share'
  | 'help'
  | 'palette'
  | 'compare'
  | 'room'
  | 'picture'
  | 'data'
  | 'rate'
  | 'twin'
  | 'queue'
  | 'groups'
  | 'experiment';

export interface OverlayState {
  readonly dialog?: DialogName;
  /** The section of the help that was asked for. */
  readonly section?: HelpSection;
  /** The setting of which several values are wanted. */
  readonly varied?: SettingKey;
  /** Ids of the runs that a comparison was opened for, in the order of its columns. */
  readonly compared: readonly string[];
  readonly toast?: ToastMessage;
}

export interface Overlay {
  readonly store: StoreApi<OverlayState>;
  readonly actions: {
    /** @param section Of the help; its beginning where it is left out. */
    open(dialog: DialogName, section?: HelpSection): void;
    /** Opens the comparison of these runs, one by one or in groups. */
    compare(runIds: readonly string[], dialog?: 'compare' | 'groups'): void;
    /** Opens the dialog that makes several runs, with a list of this setting; undefined once it has one. */
    vary(varied: SettingKey | undefined): void;
    /** Nothing happens where another one is open by now. */
    close(dialog: DialogName): void;
    /** The script of the dialog that is open could not be loaded. */
    notLoaded(): void;
    say(toast: ToastMessage): void;
    dismiss(): void;
    /** Opens the dialog in which pictures of one's own are added, in place of what asked for them. */
    addPictures(): void;
    /** Brings back the settings that the toast of a reset holds. */
    undoReset(): void;
  };
}

/**
 * The address that brings others to these settings: only what differs from the defaults, and the assignment under which they were set;
 * nothing else.
 */
export const linkTo = (config: RunConfig, href: string): string => {
  const { origin, pathname, search } = new URL(href);
  const kept = [...queryOf(search)].filter(([name]) => name === 'lock' || name === 'task');
  return `${origin}${pathname}${addressOf(config, String(new URLSearchParams(kept)))}`;
};

export function createOverlay(page: Page): Overlay {
  const store = createStore<OverlayState>(() => ({ compared: [] }));
  const setToast = (toast: ToastMessage | undefined) => store.setState({ toast });
  // A link to settings that have changed since, and the way back behind a new run, would mislead.
  page.store.subscribe(({ config, run, invalid }, before) => {
    const { toast } = store.getState();
    if (!toast) return;
    if (toast.kind === 'invalid' && !invalid[toast.key]) setToast(undefined);
    if (toast.kind === 'pictures-missing' && config.dataset !== before.config.dataset) setToast(undefined);
    if (run?.id !== before.run?.id || (config !== before.config && 'link' in toast)) setToast(undefined);
  });
  return {
    store,
    actions: {
      open: (dialog, section) => store.setState({ dialog, section }),
      vary: (varied) => store.setState({ dialog: 'queue', varied }),
      compare: (compared, dialog = 'compare') => store.setState({ dialog, compared }),
      close(dialog) {
        if (store.getState().dialog === dialog) store.setState({ dialog: undefined });
      },
      notLoaded: () => store.setState({ dialog: undefined, toast: { kind: 'not-loaded' } }),
      say: setToast,
      dismiss: () => setToast(undefined),
      addPictures: () => store.setState({ dialog: 'data', section: undefined, toast: undefined }),
      undoReset() {
        const { toast } = store.getState();
        if (toast?.kind !== 'reset') return;
        page.actions.setAll(toast.before);
        setToast(undefined);
      },
    },
  };
}
