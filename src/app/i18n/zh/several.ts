/** Chinese: ready experiments of several runs, and what was found. */
import type { ArmName, Measure } from '../../../training/experiments.ts';
import type { ExperimentTime } from '../../state/experimentPlan.ts';
import type { SeveralWords } from '../en/several.ts';
import { figures } from './figures.ts';

const points = (share: number): string => `${(100 * share).toFixed(1)} 个百分点`;
const signed = (share: number): string => (100 * share).toFixed(1).replace('-', '−');
const runsOf = (n: number): string => `${figures.count(n)} 次训练`;

const arms: Readonly<Record<ArmName, string>> = {
  residual: '有捷径分支',
  plain: '无捷径分支',
  'depth-8': '8 层',
  'depth-20': '20 层',
  'depth-32': '32 层',
  'depth-56': '56 层',
  'as-they-are': '不增强',
  augmented: '增强',
  'rate-0.001': '学习率 0.001',
  'rate-0.01': '学习率 0.01',
  'rate-0.1': '学习率 0.1',
  'rate-1': '学习率 1',
  'rate-10': '学习率 10',
  projection: '投影捷径',
  identity: '恒等捷径',
  norm: '有批归一化、学习率 0.1',
  bare: '无批归一化、学习率 0.1',
  'norm-slow': '有批归一化、学习率 0.01',
  'bare-slow': '无批归一化、学习率 0.01',
};
const measured: Readonly<Record<Measure, readonly [what: string, more: string]>> = {
  train: ['训练准确率', '高'],
  test: ['测试准确率', '高'],
  gap: ['训练与测试准确率之差', '大'],
};

const times: Readonly<Record<ExperimentTime, string>> = {
  twoMinutes: '2 分钟',
  tenMinutes: '10 分钟',
  halfHour: '30 分钟',
};

export const several: SeveralWords = {
  list: '多次训练的实验',
  lead: '每个实验在你选定的时间内训练几个网络，最后说明发现了什么。',
  runs: runsOf,
  part: (done, all) => `${figures.count(all)} 次训练中的 ${figures.count(done)} 次`,
  join: (sentences) => sentences.filter(Boolean).join(''),
  each: {
    'plain-20': {
      title: '20 层：有无捷径分支',
      about: '带捷径分支与不带。',
      what: '同一个 20 层的网络，块上有捷径分支和没有各训练一遍。两者的权重一样多。',
      look: '从最初几轮起比较训练准确率：带捷径分支的应当学得更快。训练得越久，两者可能越接近。',
      story: '捷径分支能帮助 20 层的网络学习。',
      known: '何恺明等人发现，18 层时两种网络最后一样好，带捷径分支的只是收敛得更快。',
    },
    'plain-56': {
      title: '56 层：有无捷径分支',
      about: '深层的普通网络学得动吗？',
      what: '残差结构正是为这个问题而提出的：同一个深层网络，有捷径分支和没有各训练一遍。',
      look: '不要只看测试准确率，更要看训练准确率：普通网络连自己的训练图片都远远落后。这不是过拟合，而是学不动。',
      story: '56 层的普通网络学得差得多，连训练图片也学不好。',
      known: '我们自己实测（宽度 4、1,000 张图片、15 轮、三个种子），它的训练准确率落后 57 到 62 个百分点。',
    },
    depth: {
      title: '越来越深',
      about: '从 8 层到 56 层。',
      what: '8、20、32 和 56 层的网络，都带捷径分支，训练轮数相同。',
      look: '头几轮哪种深度领先？最后呢？每一层都要花时间；图片少的时候，加深未必划算。',
      story: '网络越深越好。',
      known:
        '图片少的时候，加深未必划算；用全部图片训练 10 轮，ResNet-20 达到 86.8\u00a0%，ResNet-8 为 82.0\u00a0%（各一次，种子 1）。',
    },
    augmentation: {
      title: '数据增强',
      about: '图片原样，或每次变一变。',
      what: '一个网络每一轮看到的都是一模一样的图片，另一个每次看到的都重新平移、翻转过。',
      look: '看训练准确率和测试准确率拉开多远：不做增强时，网络会把图片背下来。哪一种在测试图片上更好？',
      story: '数据增强能提高测试准确率。',
      known:
        '图片看了太多遍、快要被背下来时，增强才有好处；轮数少时只是让图片更难：ResNet-8 用全部图片训练 10 轮，不裁剪为 83.8\u00a0%，裁剪为 82.2\u00a0%（各一个种子）。',
    },
    rates: {
      title: '五种学习率',
      about: '从 0.001 到 10。',
      what: '同一个网络用五种学习率，每个是前一个的十倍，指的是单周期计划里最高的学习率。',
      look: '哪些学习率几乎学不动？哪些最好？好的范围有多宽？最大的那个会让损失乱跳，准确率停在瞎猜的水平。',
      story: '学习率太低学得慢，太高学不会，最好的在中间。',
      known: '好的学习率是一个范围，不是一个点：相邻的几个可能同样好。',
    },
    shortcuts: {
      title: '两种捷径分支',
      about: '投影对恒等。',
      what: '块改变形状的地方，捷径分支要么是 1×1 卷积（投影），要么隔一个像素取一个、通道补零（恒等）。',
      look: '两条曲线之间的距离，是否大于同一个网络换种子时的距离？',
      story: '用哪种捷径分支差别不大，关键是要有。',
      known:
        '何恺明等人在 ImageNet 上发现投影好半个百分点：34 层时错误率为 24.5\u00a0%，恒等为 25.0\u00a0%。',
    },
    norm: {
      title: '去掉批归一化',
      about: '通常的学习率和它的十分之一。',
      what: '20 层的网络，有批归一化和没有，各用通常的学习率 0.1 和它的十分之一。',
      look: '最初几轮里四个网络哪个学得最快？常说没有批归一化就该降低学习率：真的有帮助吗？',
      story: '没有批归一化，深层网络学得更差，用通常的学习率时尤其如此。',
      known:
        '我们自己实测（宽度 4、500 张图片、10 轮、三个种子），学习率 0.1 时有批归一化的测试准确率高 11 个百分点；0.01 时没有批归一化的还停在瞎猜的水平。',
    },
  },
  arms,
  inTable: (arm) => arms[arm],

  look: '看什么：',
  runIt: '换一个规模训练',
  time: '全部训练的时间',
  times,
  plan: (networks, seeds, epochs, pictures, width) =>
    `共 ${runsOf(networks * seeds)}：${figures.count(networks)} 个网络，各 ${figures.count(seeds)} 个种子，宽度 ${figures.count(width)}，用 ${figures.count(pictures)} 张图片训练 ${figures.count(epochs)} 轮。`,
  takes: (duration, assumed) =>
    `在这台设备上约需 ${duration}${assumed ? '（还没有训练过，速度是假定的）' : ''}。`,
  tooLong: (duration, time) =>
    `在这台设备上，能看出结果的最小规模也要约 ${duration}，超过了你给的 ${times[time]}。`,
  oneSeed: '每个网络只训练一次，可以看看，但不足以下结论。',
  there: (done, all) => (done === all ? '这些训练都已经有了。' : `其中 ${figures.count(done)} 次已经有了。`),
  train: (n) => `开始 ${runsOf(n)}`,
  full: '队列里等待的训练太多了：请等一些结束，或清空队列。',
  elsewhere: '另一个标签页正在执行队列：请在那里训练。',
  unknownDevice: '知道设备之后才能估计时间。',
  after: '正在进行的训练结束后开始。',
  going: (done, all) => `队列里的 ${runsOf(all)}已结束 ${figures.count(done)} 次。发现的结果会写在这里。`,
  halted: (left) => `队列已停下：这个实验还有 ${runsOf(left)}在等待。`,
  goOn: '继续',

  found: '发现了什么',
  choose: '哪一组训练',
  sizeOf: (epochs, pictures, width) =>
    `${figures.count(pictures)} 张图片 ${figures.count(epochs)} 轮，宽度 ${figures.count(width)}`,
  columns: { arm: '网络', train: '训练', test: '测试', runs: '次数' },
  table: '最后一轮之后的准确率：各种子的平均值 ± 标准差',
  meanAndStd: ({ n, mean, std }) =>
    n === 0
      ? figures.unknown
      : std === undefined
        ? figures.percent(mean)
        : `${(100 * mean).toFixed(1)} ± ${(100 * std).toFixed(1)}\u00a0%`,
  compared({ measure, ahead, behind, gap, n, interval }) {
    const [what, more] = measured[measure];
    const said = `“${arms[ahead]}”的${what}比“${arms[behind]}”${more} ${points(gap)}`;
    if (!interval)
      return n[0] === 1 && n[1] === 1
        ? `${said}，但各只训练了一次：换个种子会不会也差这么多，还说不准。`
        : `${said}：换个种子会不会也差这么多，从这些训练还说不准。`;
    const { low, high, real } = interval;
    return `${said}：${real ? '超过了换种子造成的差别' : '没有超过换种子可能造成的差别'}（95\u00a0% 置信区间 ${signed(low)} 到 ${signed(high)}，n = ${n[0]} 和 ${n[1]}）。`;
  },
  diverged: (arm, n, kept) =>
    kept === 0
      ? `“${arms[arm]}”的 ${runsOf(n)}${n === 1 ? '' : '全部'}发散了。`
      : `“${arms[arm]}”的 ${runsOf(n + kept)}中有 ${figures.count(n)} 次发散了，剩下的不参与比较。`,
  told: {
    holds: (story) => `流行的说法：“${story}”这些训练与它相符。`,
    fails: (story) => `流行的说法：“${story}”这些训练与它不符。`,
    open: (story) => `流行的说法：“${story}”这些训练没有给出定论。`,
    single: (story) => `流行的说法：“${story}”各训练一次证实不了，多几个种子才行。`,
    alike: (story) => `流行的说法：“${story}”这些训练与它相符：没有看出差别，但这不能证明没有差别。`,
  },
  show: '显示这些训练',
  more: (seeds) => `再用 ${figures.count(seeds)} 个种子`,
  moreTakes: (n, duration) => `${runsOf(n)}，约 ${duration}`,
  missing: (n) => `要公平地比较，还缺 ${runsOf(n)}。`,
  alone: '其中一个网络已经训练过了，在这里或在别的实验里。',
  trainMissing: (n) => `补上缺的 ${runsOf(n)}`,
  source: '这种说法的出处：',
};
