namespace Hotpatch.Tests.Support;

/// <summary>The usings that the SDK adds to a project with ImplicitUsings.</summary>
internal static class ImplicitUsings
{
    /// <summary>The source of a file with them.</summary>
    public const string Source =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;

        """;
}
