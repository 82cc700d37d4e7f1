/** Takes what somebody dropped on the page or chose, and opens the dialog of data sets on it. */
import { mostFiles } from '../../../data/own/bounds.ts';
import type { Stores } from '../../state/react.ts';
import type { Dropped } from '../../ui/dropped.ts';
import { droppedFiles } from '../../ui/droppedFiles.ts';
import { isData } from './given.ts';
import { sessionOf } from './session.ts';

/** @returns whether it is for a data set; nothing has happened where it is not. */
export async function takeData(dropped: Dropped, stores: Stores): Promise<boolean> {
  if (!(await isData(dropped))) return false;
  stores.overlay.actions.open('data');
  // One more than may be, so that it is told of.
  sessionOf(stores).actions.give(droppedFiles(dropped, mostFiles + 1));
  return true;
}
