using System.Reflection;

namespace Hotpatch.Benchmarks.Peers;

/// <summary>A library that patches methods. Each adapter is compiled against its library only when the benchmarks are told where the library is.</summary>
public interface IPeer
{
    /// <summary>Replaces a method by a static one that returns the difference of its arguments.</summary>
    /// <param name="target">A static method of two numbers, <c>a</c> and <c>b</c>.</param>
    /// <returns>An object that takes the replacement out when it is disposed.</returns>
    IDisposable Replace(MethodInfo target);

    /// <summary>Lays one more layer around a method, which adds one to the result.</summary>
    /// <param name="target">A static method of two numbers, <c>a</c> and <c>b</c>.</param>
    /// <returns>An object that takes the layer out when it is disposed.</returns>
    IDisposable Wrap(MethodInfo target);
}
