/**
 * Shapes and sizes of every stage of the network that the page shows: one chart that moves with the controls, and the same as a
 * table. Both are loaded when they are first looked at; read on in `StageBars.tsx`.
 */
import { lazyPart } from '../../ui/lazyPart.tsx';
import classes from './Shapes.module.css';

const StageFigures = lazyPart(async () => (await import('./StageFigures.tsx')).StageFigures);

export const Shapes = () => (
  <div className={classes.box}>
    <StageFigures />
  </div>
);
