/** The network of the make-believe world. Its password is no secret: there is no such network. */
export const virtualWifi = { ssid: 'Workshop-2G', password: 'there-is-no-radio' } as const;
