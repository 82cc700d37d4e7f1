/** The place of the queue above the list of runs. It has its room as soon as it is known that there is one; its script comes later. */
import { useStore } from 'zustand';
import { useStores } from '../../state/react.ts';
import { lazyPart } from '../../ui/lazyPart.tsx';
import classes from './Queued.module.css';

const Room = () => <div className={classes.room} />;
const QueuePanel = lazyPart(async () => (await import('./QueuePanel.tsx')).QueuePanel, Room);

export function Queued() {
  const { queue, expected } = useStore(useStores().queue.store);
  if (queue) return <QueuePanel />;
  return expected ? <Room /> : null;
}
