/** Chinese: a file of weights that was opened, and the dialog that makes room for weights. */
import type { openedFile as en } from '../en/openedFile.ts';
import { figures } from './figures.ts';

export const openedFile: typeof en = {
  or: (first, second) => `${first} 或 ${second}`,
  fact: {
    network: '网络',
    parameters: '参数',
    steps: '步数',
    optimizer: '优化器状态',
    epochs: '完成的轮数',
    accuracy: '测试准确率（最后）',
    settings: '与默认不同的设置',
    names: '张量名称',
    metadata: '文件中的其他说明',
  },
  namesOf: (program: string) => `来自 ${program}，按这里的同一网络读取`,
  unknownNetwork: '无法识别',
  optimizer: { sgd: 'SGD 动量', adamw: 'AdamW 的矩' },
  noOptimizer: '没有，只有权重',
  epochsOf: (done, all) => `${figures.count(done)} / ${figures.count(all)}`,

  fits: (network) => `与所选网络 ${network} 相符。`,
  misfit: (held, chosen) => `文件里是 ${held}，而所选网络是 ${chosen}。`,
  transfer: (network, classes, dataset, ours) =>
    `除分类器外与所选网络 ${network} 相符：它学的是另一组图片的 ${figures.count(classes)} 个类别，而 ${dataset} 有 ${figures.count(ours)} 个。从这些权重开始训练时，其余部分都保留，分类器从头学起。`,
  useNetwork: (network) => `改用 ${network}`,

  evaluate: '评估',
  evaluateHelp: '在测试图片上评估',
  stopEvaluation: '停止评估',
  evaluating: (done) => `正在测试图片上评估：${done}`,
  evaluated: (accuracy, loss, images) =>
    `在 ${figures.count(images)} 张图片上：测试准确率 ${accuracy}，测试损失 ${loss}。`,
  trainFrom: '从这些权重开始训练',
  trainFromHelp: '按本页的设置开始一次新的训练',
  goOn: '继续这次训练',
  goOnAt: (step) => `从第 ${figures.count(step)} 步继续，使用文件中的设置`,
  goOnTo: (epochs) => `继续到第 ${figures.count(epochs)} 轮`,
  allDone: (epochs) => `全部 ${figures.count(epochs)} 轮都已完成：在页面上把轮数调大就能继续。`,
  runProblem: (sentence) => `其中的训练无法继续，只能使用权重。${sentence}`,
  whenOver: '有训练正在进行：请先停止，或等它结束。',
  roomDialog: '为权重腾出空间',
  roomHelp:
    '所选训练的权重会被删除，为查看各轮预测和各块而保存的数据也一并删除；曲线和结果仍然保留。已置顶的训练和正在进行的训练不受影响。',
  roomRun: (name, network, epoch, weights, views) =>
    `${name}：${network}，${figures.count(epoch)} 轮，权重 ${weights}${views === undefined ? '' : `，各轮数据 ${views}`}`,
  roomDrop: (runs, size) => `删除 ${figures.count(runs)} 次训练的权重（${size}）`,
  roomNone: '没有可以删除的权重：请清理磁盘，或取消置顶一些训练。',
};
