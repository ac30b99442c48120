/** Shape, colour and word on screen; `yours` waits for a hand. */
export type StationState = 'ahead' | 'left-out' | 'working' | 'proven' | 'yours' | 'doubtful' | 'failed';
