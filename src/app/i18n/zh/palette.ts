/** Chinese: the commands that can be searched. */
import type { Words } from '../en/index.ts';

export const palette: Words['palette'] = {
  search: '搜索命令与设置',
  nothing: '没有这样的命令或设置。',
  groups: {
    run: '训练',
    page: '页面',
    weights: '权重',
    places: '前往',
    networks: '网络',
    settings: '设置',
    help: '帮助',
  },
  exportAs: (format) => `导出：${format}`,
  choose: (network) => `选择 ${network}`,
  goTo: (place) => `前往${place}`,
  places: {
    diagram: '结构图',
    run: '曲线',
    runs: '训练记录',
    try: '可以试试的实验',
    predictions: '预测',
    blocks: '每个块的贡献',
    projection: '预测结果的旋转投影',
    landscape: '损失曲面',
    shapes: '形状',
    log: '日志',
    speed: 'GPU 速度',
  },
};
