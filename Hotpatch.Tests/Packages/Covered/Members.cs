using System.CodeDom.Compiler;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Covered;

[AttributeUsage(AttributeTargets.All)]
public sealed class NoCoverageAttribute : Attribute;

public class Excluded
{
    [ExcludeFromCodeCoverage]
    public int Method(int x)
    {
        return x;
    }

    [ExcludeFromCodeCoverage]
    public int Property
    {
        get
        {
            return 3;
        }
        set
        {
            _ = value;
        }
    }

    [ExcludeFromCodeCoverage]
    public int AutoProperty { get; set; }

    public int OnAccessor
    {
        [ExcludeFromCodeCoverage]
        get
        {
            return 3;
        }
        set
        {
            _ = value;
        }
    }

    [ExcludeFromCodeCoverage]
    public event EventHandler Event
    {
        add
        {
            _ = value;
        }
        remove
        {
            _ = value;
        }
    }

    public event EventHandler EventAccessor
    {
        [ExcludeFromCodeCoverage]
        add
        {
            _ = value;
        }
        remove
        {
            _ = value;
        }
    }

    [ExcludeFromCodeCoverage]
    public int Lambdas(int x)
    {
        Func<int, int> f = y => y + 1;
        Func<int, int> g = y =>
        {
            return y + x;
        };
        return f(x) + g(x) + Local(1) + Static(2);

        int Local(int z)
        {
            return z + x;
        }

        static int Static(int z)
        {
            Func<int, int> inner = y => y + 1;
            return inner(z) + 4;
        }
    }

    public int LambdasNotExcluded(int x)
    {
        Func<int, int> f = y => y + 1;
        return f(x) + Local(1);

        [ExcludeFromCodeCoverage]
        int Local(int z)
        {
            Func<int, int> inner = y => y + z;
            return inner(z) + x;
        }
    }

    public int AttributeOnLambda(int x)
    {
        Func<int, int> f = [ExcludeFromCodeCoverage] (y) => y + 1;
        return f(x);
    }

    [ExcludeFromCodeCoverage]
    public async Task<int> Async(int x)
    {
        Func<int, Task<int>> f = async y =>
        {
            await Task.Yield();
            return y + x;
        };
        await Task.Yield();
        return await f(x);
    }

    [ExcludeFromCodeCoverage]
    public IEnumerable<int> Iterate(int x)
    {
        yield return x;
        yield return Local();

        int Local() => x;
    }

    [ExcludeFromCodeCoverage]
    public int PropertyWithLambda
    {
        get
        {
            Func<int, int> f = y => y + 1;
            return f(4) + Local();
            static int Local() => 5;
        }
    }

    [ExcludeFromCodeCoverage]
    public T Generic<T>(T x)
    {
        Func<T, T> f = y => y;
        return f(x);
    }

    [ExcludeFromCodeCoverage]
    public int Overload(int x)
    {
        return x;
    }

    public int Overload(string x)
    {
        Func<int, int> f = y => y + x.Length;
        return f(3);
    }

    [GeneratedCode("x", "1")]
    public int Generated(int x)
    {
        return x;
    }

    [CompilerGenerated]
    public int Compiler(int x)
    {
        return x;
    }

    [Obsolete("x")]
    public int Old(int x)
    {
        return x;
    }

    [DebuggerNonUserCode]
    public int NonUser(int x)
    {
        return x;
    }

    [DebuggerHidden]
    public int Hidden(int x)
    {
        return x;
    }

    [DebuggerStepThrough]
    public int StepThrough(int x)
    {
        return x;
    }

    [NoCoverage]
    public int Custom(int x)
    {
        return x;
    }

    [GeneratedCode("x", "1")]
    public int GeneratedProperty
    {
        get
        {
            return 3;
        }
    }

    [Obsolete("x")]
    public int OldProperty
    {
        get
        {
            return 3;
        }
    }

    [NoCoverage]
    public int CustomProperty
    {
        get
        {
            return 3;
        }
    }
}
