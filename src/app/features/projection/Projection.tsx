/**
 * What the network says of 1,000 test pictures as one picture that turns: every dot is a picture, near the classes that it is given. Read on in
 * `tour.ts` for the path of planes, in `Scatter.tsx` for what is drawn.
 */
import { ActionIcon, Button, SegmentedControl } from '@mantine/core';
import { useReducedMotion } from '@mantine/hooks';
import { IconPlayerPause, IconRotate360, IconStar } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { isReady } from '../../../data/sets/index.ts';
import { useClassNames } from '../../i18n/classNames.ts';
import { useProjectionWords } from '../../i18n/projection.ts';
import { useWords } from '../../i18n/words.ts';
import { processorTrains } from '../../state/processorTrains.ts';
import { useChosenPicture, usePage } from '../../state/react.ts';
import { useChosenIndex } from '../../state/reactFrames.ts';
import beside from '../../ui/drawingBeside.module.css';
import { Card } from './Card.tsx';
import { Legend } from './Legend.tsx';
import classes from './Projection.module.css';
import { classesOf, summaryOf, type ValueKind, valueKinds } from './points.ts';
import { Saving } from './Saving.tsx';
import { Scatter } from './Scatter.tsx';
import { type Projected, useProjected } from './useProjected.ts';
import { looking, tourOf, useLooking } from './view.ts';
import { Which } from './Which.tsx';

function Shown({ projected }: { readonly projected: Projected }) {
  const { frame, points, labels, groups, groupLabels, facts, run } = projected;
  const words = useProjectionWords();
  const { values, turning: asked, class: pressedGroup, picture } = useLooking((state) => state);
  const [lookedAt, setLookedAt] = useState<number>();
  const still = useReducedMotion(undefined, { getInitialValueInEffect: false });
  const { actions } = useChosenPicture();
  const chosen = useChosenIndex(facts);
  const names = useClassNames(facts);
  const groupNames = useMemo(() => {
    const { shown, others } = groups;
    const rest = others.length === 1 ? names[others[0] ?? 0] : words.others(others.length);
    return [...shown.map((label) => names[label] ?? ''), ...(others.length > 0 ? [rest ?? ''] : [])];
  }, [groups, names, words]);
  const summary = useMemo(() => summaryOf(frame, labels), [frame, labels]);
  const costly = usePage(processorTrains);
  // Of three classes a plane shows all that there is.
  const turns = groupNames.length > 3;
  const turning = turns && (asked ?? (!still && !costly));
  const pressed = pressedGroup !== undefined && pressedGroup < groupNames.length ? pressedGroup : undefined;
  const highlighted = lookedAt ?? pressed;
  const pointed = picture !== undefined && picture < labels.length ? picture : undefined;
  const { mixed } = summary;
  const text = [
    words.summary(frame.epoch, summary.right, summary.count),
    mixed && words.mixed(names[mixed.classes[0]] ?? '', names[mixed.classes[1]] ?? '', mixed.times),
  ].filter(Boolean);
  const choose = (index: number) => actions.choose({ kind: 'test', dataset: run.config.dataset, index });
  return (
    <div className={beside.frame} data-epoch={frame.epoch} data-classes={classesOf(frame)}>
      <Scatter
        points={points}
        labels={groupLabels}
        names={groupNames}
        turning={turning}
        text={text.join(' ')}
        highlighted={highlighted}
        pointed={pointed}
        chosen={chosen !== undefined && chosen < labels.length ? chosen : undefined}
        onChoose={choose}
      />
      <div className={beside.panel}>
        <div className={beside.row}>
          {turns && (
            <Button
              variant="default"
              size="compact-xs"
              className={classes.turn}
              leftSection={
                turning ? <IconPlayerPause size={14} aria-hidden /> : <IconRotate360 size={14} aria-hidden />
              }
              onClick={() => looking.setState({ turning: !turning })}
            >
              {turning ? words.pause : words.turn}
            </Button>
          )}
          <ActionIcon
            variant="default"
            size={24}
            aria-label={words.even}
            title={words.even}
            onClick={() => {
              tourOf(groupNames.length).reset();
              looking.setState({ turning: false });
            }}
          >
            <IconStar size={14} aria-hidden />
          </ActionIcon>
          <SegmentedControl
            size="xs"
            aria-label={words.valuesLabel}
            value={values}
            data={valueKinds.map((value) => ({ value, label: words.values[value] }))}
            onChange={(next) => looking.setState({ values: next as ValueKind })}
          />
        </div>
        {groups.others.length > 0 && <Which projected={projected} names={names} />}
        <Legend names={groupNames} pressed={pressed} onLook={setLookedAt} />
        <Card
          frame={frame}
          labels={labels}
          groupLabels={groupLabels}
          facts={facts}
          run={run}
          names={names}
          picture={pointed}
          chosen={chosen}
          only={pressed}
          onChoose={choose}
        />
        <Saving projected={projected} names={groupNames} />
        <p className={beside.note}>
          {text.join(' ')} {words.valuesNote[values]} {groupNames.length === 2 && words.onOneLine}{' '}
          {turns && costly && !turning && words.standsStill}
        </p>
      </div>
    </div>
  );
}

/** What will be here, where there is nothing yet. */
function Nothing({
  run,
  noLabels,
}: {
  readonly run: string | undefined;
  readonly noLabels: string | undefined;
}) {
  const words = useProjectionWords();
  const missing = run === undefined ? words.waiting : words.noFrame(run);
  return (
    <div data-testid="no-projection">
      <p className={beside.note}>{noLabels ?? missing}</p>
      <p className={beside.promise}>{words.promise}</p>
    </div>
  );
}

export function Projection() {
  const words = useProjectionWords();
  const { problem } = useWords();
  const { loaded, run, noLabels, projected } = useProjected();
  if (projected) return <Shown projected={projected} />;
  if (!loaded) return null;
  // Shards come with the connection; pictures of one's own are in this browser or are not.
  const why = noLabels && (isReady(run.config.dataset) ? words.noLabels : problem(noLabels));
  return <Nothing run={run.waiting ? undefined : run.record?.name} noLabels={why} />;
}
