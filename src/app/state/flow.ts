/**
 * What surrounds a run: the help, the link to pass on, the settings' way back to the defaults, and the one short answer that
 * is shown for each. A store without React.
 */
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { configDiff } from '../../training/config.ts';
import { defaultConfig, type RunConfig } from '../../training/settings.ts';
import { requiredContext } from './context.ts';
import { playAction, type Shortcut } from './keyboard.ts';
import type { Page } from './page.ts';
import { isActive } from './run.ts';
import { addressOf } from './url.ts';

/** A short answer to what was just pressed. */
export type Answer =
  | { readonly kind: 'reset'; readonly before: RunConfig }
  | { readonly kind: 'already-default' | 'reset-when-over' | 'not-loaded' }
  | { readonly kind: 'copied' | 'copy-failed'; readonly link: string };

export type Dialog = 'help' | 'palette';

export interface FlowState {
  /** What lies over the page. */
  readonly dialog?: Dialog;
  readonly answer?: Answer;
}

export interface Flow {
  readonly store: StoreApi<FlowState>;
  readonly actions: {
    open(dialog: Dialog): void;
    /** Nothing happens where it is another one by now. */
    close(dialog: Dialog): void;
    /** The script of the dialog that is open could not be loaded. */
    notLoaded(): void;
    /** Takes every setting back to its default, unless a run is under way. */
    reset(): void;
    /** Has the settings back that were there before the reset. */
    undo(): void;
    /** Copies the link and says how that went. */
    copyLink(): Promise<void>;
    dismiss(): void;
    perform(shortcut: Shortcut): void;
  };
}

interface FlowSurroundings {
  readonly page: Page;
  /** `location.href`. */
  readonly href: () => string;
  /** Puts a text on the clipboard and tells whether it could. */
  readonly copy: (text: string) => Promise<boolean>;
}

/** The address that brings others to these settings: only what differs from the defaults, and nothing that is not a setting. */
export const linkTo = (config: RunConfig, href: string): string => {
  const { origin, pathname } = new URL(href);
  return `${origin}${pathname}${addressOf(config, '')}`;
};

export function createFlow({ page, href, copy }: FlowSurroundings): Flow {
  const store = createStore<FlowState>(() => ({}));
  const answer = (next: Answer | undefined) => store.setState({ answer: next });
  // A link to other settings and the way back behind a new run would mislead.
  page.store.subscribe(({ config, run }, before) => {
    const { answer: shown } = store.getState();
    if (!shown) return;
    if (run?.id !== before.run?.id || (config !== before.config && 'link' in shown)) answer(undefined);
  });

  const actions: Flow['actions'] = {
    open: (dialog) => store.setState({ dialog }),
    close(dialog) {
      if (store.getState().dialog === dialog) store.setState({ dialog: undefined });
    },
    notLoaded: () => store.setState({ dialog: undefined, answer: { kind: 'not-loaded' } }),
    reset() {
      const { config: before, run } = page.store.getState();
      if (isActive(run)) return answer({ kind: 'reset-when-over' });
      if (configDiff(before, defaultConfig).length === 0) return answer({ kind: 'already-default' });
      page.actions.setAll(defaultConfig);
      answer({ kind: 'reset', before });
    },
    undo() {
      const { answer: shown } = store.getState();
      if (shown?.kind !== 'reset') return;
      page.actions.setAll(shown.before);
      answer(undefined);
    },
    async copyLink() {
      const link = linkTo(page.store.getState().config, href());
      answer({ kind: (await copy(link)) ? 'copied' : 'copy-failed', link });
    },
    dismiss: () => answer(undefined),
    perform(shortcut) {
      const { run } = page.store.getState();
      switch (shortcut) {
        case 'play': {
          const action = playAction(run);
          return action && page.actions[action]();
        }
        case 'step':
          return isActive(run) && run.phase === 'paused' && !run.asked
            ? page.actions.singleStep()
            : undefined;
        case 'reset':
          return actions.reset();
        case 'help':
          return actions.open('help');
        case 'palette':
          return actions.open('palette');
        default:
          return shortcut satisfies never;
      }
    },
  };
  return { store, actions };
}

export const [FlowContext, useFlow] = requiredContext<Flow>('FlowContext');

/** One part of the flow's state; renders again when that part changes. */
export const useFlowState = <T>(select: (state: FlowState) => T): T => useStore(useFlow().store, select);
