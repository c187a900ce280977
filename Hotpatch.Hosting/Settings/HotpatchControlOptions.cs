namespace Hotpatch;

/// <summary>Options of the control channel, through which the command <c>hotpatch</c> looks at a running program and changes it.</summary>
/// <remarks>Only the user who runs the program can connect. Linux and macOS.</remarks>
public sealed class HotpatchControlOptions
{
    /// <summary>The environment variable that opens the channel, read-only, if it is <c>1</c>.</summary>
    public const string Variable = "HOTPATCH_CONTROL";

    /// <summary>Gets or sets whether the channel is open. Default: whether the environment variable <c>HOTPATCH_CONTROL</c> is <c>1</c>.</summary>
    public bool Enabled { get; set; } = Environment.GetEnvironmentVariable(Variable) == "1";

    /// <summary>Gets or sets whether clients may change something: apply libraries, and restore methods. Default: false.</summary>
    public bool AllowWrite { get; set; }

    /// <summary>
    /// Gets or sets the folder of the sockets; null for <c>hotpatch</c> in <c>XDG_RUNTIME_DIR</c>, or for one of the user beside the temporary files. The command
    /// looks there too.
    /// </summary>
    public string? Folder { get; set; }

    /// <summary>
    /// Gets or sets the names of parameters and fields whose values clients are not shown, as patterns in which <c>*</c> stands for any characters. Upper and lower
    /// case are the same. Patterns of the configuration are added to the defaults: names with password, passwd, pwd, passphrase, secret, token, credential, authorization, cookie or connectionstring, and names that end with key. A method or property of such a name
    /// has a secret result.
    /// </summary>
    public IList<string> Redact { get; set; } = ["*password*", "*passphrase*", "*secret*", "*token*", "*key", "*credential*", "*authorization*", "*cookie*", "*connectionstring*", "*pwd*", "*passwd*"];
}
