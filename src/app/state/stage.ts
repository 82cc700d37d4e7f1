/**
 * What of the stage is in view: the open tab of the dock and the block it looks into, the list or the experiments beside the
 * charts, the drawer of all settings, and on a phone the tab of the whole page. A store without React; `shell` draws it.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { SettingKey } from '../../training/settings.ts';

/** What the dock holds, in its order. */
export const dockTabs = [
  'predictions',
  'blocks',
  'projection',
  'landscape',
  'inside',
  'shapes',
  'log',
  'speed',
] as const;
export type DockTab = (typeof dockTabs)[number];

/** What stands beside the charts. */
export const sideTabs = ['runs', 'try'] as const;
export type SideTab = (typeof sideTabs)[number];

/** The page on a phone, a screen each. */
export const phoneTabs = ['network', 'curves', 'see', 'runs'] as const;
export type PhoneTab = (typeof phoneTabs)[number];

/** The settings whose control stands in the column beside the network, and not in the drawer. */
const inColumn: readonly SettingKey[] = ['learningRate'];
export const isInColumn = (key: SettingKey): boolean => inColumn.includes(key);

export interface StageState {
  /** The open tab of the dock; undefined while it is closed. */
  readonly dock?: DockTab;
  /** Id of the card of the diagram that the dock looks into, such as `layer2.0`. */
  readonly block?: string;
  readonly side: SideTab;
  /** Whether it is open as a sheet, where the window has no column for it. */
  readonly sheet: boolean;
  readonly phone: PhoneTab;
  /** Whether the drawer of all settings is open. */
  readonly drawer: boolean;
  /** The setting whose control is to have the focus once it is there. */
  readonly wanted?: SettingKey;
}

export interface Stage {
  readonly store: StoreApi<StageState>;
  readonly actions: {
    openDock(tab: DockTab): void;
    closeDock(): void;
    /** Looks into a card of the diagram; the same one again closes the dock. */
    lookInto(block: string): void;
    showSide(side: SideTab): void;
    closeSheet(): void;
    showPhone(tab: PhoneTab): void;
    /** Opens the drawer. @param wanted The setting to go to. */
    openSettings(wanted?: SettingKey): void;
    closeSettings(): void;
    /** Goes to the control of a setting, wherever it stands. */
    goTo(setting: SettingKey): void;
    /** The control that was wanted has the focus. */
    arrived(): void;
  };
}

export function createStage(): Stage {
  const store = createStore<StageState>(() => ({
    side: 'runs',
    sheet: false,
    phone: 'network',
    drawer: false,
  }));
  const { setState: set, getState: state } = store;
  return {
    store,
    actions: {
      openDock: (dock) => set({ dock, phone: 'see' }),
      closeDock: () => set({ dock: undefined }),
      lookInto(block) {
        const { dock, block: before } = state();
        if (dock === 'inside' && before === block) set({ dock: undefined });
        else set({ dock: 'inside', block, phone: 'see' });
      },
      showSide: (side) => set({ side, sheet: true, phone: 'runs' }),
      closeSheet: () => set({ sheet: false }),
      showPhone: (phone) => set({ phone }),
      openSettings: (wanted) => set({ drawer: true, wanted }),
      goTo: (wanted) => set({ drawer: !isInColumn(wanted), wanted, phone: 'network' }),
      closeSettings: () => set({ drawer: false, wanted: undefined }),
      arrived: () => set({ wanted: undefined }),
    },
  };
}
