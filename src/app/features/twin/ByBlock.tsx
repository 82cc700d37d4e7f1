/** One measure of both networks from block to block: a line each in the colour of its run. */
import type { NetworkLook } from '../../../training/gradientCorrelation.ts';
import { grouped } from '../../i18n/pairFacts.ts';
import { useTwinWords } from '../../i18n/twin.ts';
import type { Both } from '../../state/findings.ts';
import { usePlotBox } from '../../ui/usePlotBox.ts';
import classes from './ByBlock.module.css';
import { linesOf, type Measured } from './lines.ts';

const height = 132;
const margin = { left: 46, right: 8, top: 10, bottom: 22 };

const valueText = (value: number): string =>
  value !== 0 && Math.abs(value) < 0.01 ? value.toExponential(0) : grouped(value);

interface ByBlockProps {
  readonly measured: Measured;
  readonly looks: Both<NetworkLook>;
  readonly colours: Both<string>;
}

export function ByBlock({ measured, looks, colours }: ByBlockProps) {
  const words = useTwinWords();
  const { frame, width, box } = usePlotBox(height, margin);
  const scene = box && linesOf(looks, measured, box);
  const title = words.charts[measured];
  const rangeOf = ([first, last]: readonly [number, number]) =>
    words.range(valueText(first), valueText(last));
  return (
    <figure className={classes.figure}>
      <figcaption className={classes.title}>{title}</figcaption>
      <div ref={frame} style={{ height }}>
        {box && scene && (
          <svg
            width={width}
            height={height}
            role="img"
            aria-label={words.chart(title, rangeOf(scene.ends.residual), rangeOf(scene.ends.plain))}
          >
            <g className={classes.axis}>
              {scene.ticks.map(({ value, at }) => (
                <g key={value}>
                  <line x1={box.left} x2={box.right} y1={at} y2={at} />
                  <text x={box.left - 6} y={at + 4} textAnchor="end">
                    {valueText(value)}
                  </text>
                </g>
              ))}
              <text x={box.right} y={height - 5} textAnchor="end">
                {words.fromTo} →
              </text>
            </g>
            <g className={classes.lines}>
              <polyline points={scene.paths.residual} stroke={colours.residual} />
              <polyline points={scene.paths.plain} stroke={colours.plain} strokeDasharray="5 3" />
            </g>
          </svg>
        )}
      </div>
    </figure>
  );
}
