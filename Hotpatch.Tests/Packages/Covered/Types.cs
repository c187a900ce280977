using System.CodeDom.Compiler;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Covered;

[ExcludeFromCodeCoverage]
public class ExcludedType
{
    public int Method(int x)
    {
        Func<int, int> f = y => y + 1;
        return f(x);
    }

    public async Task<int> Async(int x)
    {
        await Task.Yield();
        return x;
    }

    public class Nested
    {
        public int Method(int x)
        {
            Func<int, int> f = y => y + 1;
            return f(x);
        }

        public class Deeper
        {
            public int Method(int x)
            {
                return x;
            }
        }
    }
}

[GeneratedCode("x", "1")]
public class GeneratedType
{
    public int Method(int x)
    {
        Func<int, int> f = y => y + 1;
        return f(x);
    }
}

[Obsolete("x")]
public class OldType
{
    public int Method(int x)
    {
        return x;
    }
}

[DebuggerNonUserCode]
public class NonUserType
{
    public int Method(int x)
    {
        return x;
    }
}

[DebuggerStepThrough]
public class StepThroughType
{
    public int Method(int x)
    {
        return x;
    }
}
