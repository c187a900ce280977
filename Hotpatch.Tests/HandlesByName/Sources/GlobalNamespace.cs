// C# 7.3
#pragma warning disable CS1591
using Hotpatch;

public class Global
{
    [Patchable] public void Run() { }

    public class Inner { [Patchable] public void Run() { } }
}
