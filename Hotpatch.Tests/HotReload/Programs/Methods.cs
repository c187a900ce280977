using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Hotpatch;

/// <summary>A method of each kind. The update replaces each "old" by "new".</summary>
public class Methods
{
    public string Field = "";

    [Patchable]
    public Methods(string end) => Field = "old" + end;

    [Patchable]
    public string Property => "old" + Field.Length;

    [Patchable]
    public static string Static(string end)
    {
        var text = "old";
        return text + end;
    }

    [Patchable]
    public string Instance(string end) => "old" + end;

    [Patchable]
    public static string WithLambda(string end)
    {
        Func<string, string> add = text => text + "old" + end;
        return add("");
    }

    [Patchable]
    public static async Task<string> Asynchronous(string end)
    {
        await Task.Yield();
        return "old" + end;
    }

    [Patchable]
    public static IEnumerable<string> Iterator(string end)
    {
        yield return "old" + end;
    }

    [Patchable]
    public static string Generic<T>(T end) => "old" + end;

    [Patchable(Consistency = Consistency.Drained)]
    public static string WithGate(string end) => "old" + end;

    [Patchable]
    public static string Kept(string end) => "kept" + end;

    public static string NotPatchable(string end) => "old" + end;

    public class OfGeneric<T>
    {
        [Patchable]
        public string Get(T end) => "old" + end;

        [Patchable]
        public static string Unused(T end) => "old" + end;
    }
}
