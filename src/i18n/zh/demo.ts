import type { WordsOf } from '../catalog';
import type { demo as english } from '../en/demo';

export const demo: WordsOf<typeof english> = {
  names: {
    'Demo lamp': '演示灯',
    Switch: '开关',
    Mode: '模式',
    Brightness: '亮度',
    'Colour temperature': '色温',
    Colour: '颜色',
    Countdown: '倒计时',
    Power: '功率',
    Fault: '故障',
    Greeting: '问候语',
    Scene: '场景',
    Identify: '闪灯识别',
    'Emulated lamp agent': '模拟的灯智能体',
    'Lamp keeper': '灯管家',
    'Night watch': '守夜人',
    'Demo sensor': '演示传感器',
    Temperature: '温度',
    Humidity: '湿度',
    Battery: '电量',
    Opened: '防拆',
    'Demo bus gateway': '演示总线网关',
    'Frame to the bus': '发往总线的帧',
    'Frame from the bus': '来自总线的帧',
    Relays: '继电器',
    Alarms: '告警',
  },
};
