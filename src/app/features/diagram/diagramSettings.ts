/**
 * How a person looks at the network: order of the axes, detail, what its colours mean, and the size of the pictures. The browser
 * remembers the first three. One store for the whole page: hero, strip and dock look at one network.
 */
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import { createPersisted, type TextStorage } from '../../storage/persisted.ts';
import { type HeatKind, heatKinds } from './heat.ts';
import { type AxisOrder, axisOrders } from './shapeText.ts';
import { type Detail, details } from './sizes.ts';

/** `none` shows the structure alone, `maps` a feature map in every block, `price` what each costs when it is left out. */
export const heatChoices = ['none', ...heatKinds, 'maps', 'price'] as const;
export type HeatChoice = (typeof heatChoices)[number];

/** What is shown of the inside of a block: its layers with their code, or what it makes of the picture. */
export const insides = ['layers', 'maps'] as const;
export type Inside = (typeof insides)[number];

/** What the cards' colours mean; undefined where they have none. */
export const coloursOf = (choice: HeatChoice): HeatKind | undefined =>
  heatKinds.find((kind) => kind === choice);

export interface DiagramSettings {
  readonly order: AxisOrder;
  readonly detail: Detail;
  readonly heat: HeatChoice;
  /** Side of the pictures that the shapes are worked out for; undefined for that of the data set. */
  readonly inputSize?: number;
  /** What is shown of the inside of a block, once a person has said so. */
  readonly inside?: Inside;
  /** Whether the network stands above its twin, which differs in the shortcuts alone. */
  readonly twin: boolean;
}

type Stored = Pick<DiagramSettings, 'order' | 'detail' | 'heat'>;
const defaults: Stored = { order: 'nhwc', detail: 'blocks', heat: 'gradient' };

/** What was stored, as far as it can be read. */
function storedFrom(value: unknown): Stored {
  const { order, detail, heat } = Object(value) as Record<keyof Stored, unknown>;
  return {
    order: axisOrders.find((known) => known === order) ?? defaults.order,
    detail: details.find((known) => known === detail) ?? defaults.detail,
    heat: heatChoices.find((known) => known === heat) ?? defaults.heat,
  };
}

const createDiagramSettings = (storage: TextStorage): StoreApi<DiagramSettings> =>
  createPersisted<DiagramSettings, Stored>(
    { ...defaults, twin: false },
    {
      storage,
      name: 'diagram',
      select: ({ order, detail, heat }) => ({ order, detail, heat }),
      restore: (stored, state) => ({ ...state, ...storedFrom(stored) }),
    },
  );

export const diagramSettings = createDiagramSettings(() => localStorage);

export const useDiagramSettings = <T>(select: (settings: DiagramSettings) => T): T =>
  useStore(diagramSettings, select);
