/** Certificate and key in PEM; with a certificate authority, senders must show one of its certificates. */
export interface TlsSettings {
  readonly cert: string;
  readonly key: string;
  readonly ca?: string;
}

/** Where devices are heard: at a broker of our own, or at one that runs already. */
export interface MqttSettings {
  /** Of our own broker; 0 takes any free port. */
  readonly port?: number;
  readonly host?: string;
  readonly tls?: TlsSettings;
  /** Of a broker of others, which is followed instead: `mqtts://user:secret@broker`. */
  readonly url?: string;
}

/** Where hospitals and devices are listened to. */
export interface ConnectorSettings {
  readonly mllp?: {
    readonly port: number;
    readonly host?: string;
    /** IANA zone of senders whose times carry no offset. */
    readonly zone?: string;
    readonly largest?: number;
    readonly tls?: TlsSettings;
  };
  readonly mqtt?: MqttSettings;
}
