/** Where hospitals and devices are listened to. */
export interface ConnectorSettings {
  readonly mllp?: {
    readonly port: number;
    readonly host?: string;
    /** IANA zone of senders whose times carry no offset. */
    readonly zone?: string;
    readonly largest?: number;
    readonly tls?: { readonly cert: string; readonly key: string; readonly ca?: string };
  };
  readonly mqtt?: {
    /** A broker of our own on this port. */
    readonly port?: number;
    readonly host?: string;
    /** Or one that runs already: `mqtts://user:secret@broker`. */
    readonly url?: string;
  };
}
