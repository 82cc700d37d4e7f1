/**
 * Keyboard navigation: an arrow key moves the focus along the flow from card to card, across it to the button that
 * folds the stage, and back. Home and End go to the ends. The whole diagram is one Tab stop. Pure.
 */
import type { DiagramLayout } from './layout.ts';

const buttonPrefix = 'fold:';
/** What the button that folds a stage is called among the ids of cards. */
export const foldButtonId = (stage: string): string => `${buttonPrefix}${stage}`;
/** The stage of a fold button's id; undefined for a card's. */
export const stageOfButton = (id: string): string | undefined =>
  id.startsWith(buttonPrefix) ? id.slice(buttonPrefix.length) : undefined;

type Move = 'next' | 'previous' | 'away' | 'back' | 'first' | 'last';

const moves: Readonly<Record<DiagramLayout['direction'], Readonly<Record<string, Move>>>> = {
  across: { ArrowRight: 'next', ArrowLeft: 'previous', ArrowDown: 'away', ArrowUp: 'back' },
  down: { ArrowDown: 'next', ArrowUp: 'previous', ArrowRight: 'away', ArrowLeft: 'back' },
};
const ends: Readonly<Record<string, Move>> = { Home: 'first', End: 'last' };

/** Ids that can have the focus, in order. */
export function stopsOf(layout: DiagramLayout): { cards: string[]; buttons: string[] } {
  return {
    cards: layout.cards.map((card) => card.id),
    buttons: layout.stages.filter((stage) => stage.foldable).map((stage) => foldButtonId(stage.name)),
  };
}

/** Where the key leads from `id`; undefined where it leads nowhere, or is no key of ours. */
export function nextStop(layout: DiagramLayout, id: string, key: string): string | undefined {
  const move = moves[layout.direction][key] ?? ends[key];
  if (!move) return undefined;
  const { cards, buttons } = stopsOf(layout);
  const stage = stageOfButton(id);
  const row = stage === undefined ? cards : buttons;
  const here = row.indexOf(id);
  switch (move) {
    case 'next':
      return row[here + 1];
    case 'previous':
      return here > 0 ? row[here - 1] : undefined;
    case 'first':
      return row[0];
    case 'last':
      return row[row.length - 1];
    case 'away': {
      const button = foldButtonId(layout.cards.find((card) => card.id === id)?.stage ?? '');
      return stage === undefined && buttons.includes(button) ? button : undefined;
    }
    case 'back':
      return stage === undefined ? undefined : layout.cards.find((card) => card.stage === stage)?.id;
    default:
      return move satisfies never;
  }
}
