namespace Hotpatch;

/// <summary>When a candidate runs beside the method.</summary>
public enum ShadowMode
{
    /// <summary>On the caller's thread, before or after the method, in an order at random. The caller waits for it.</summary>
    Beside,

    /// <summary>On the thread pool, after the method or its task has ended. The caller doesn't wait for it.</summary>
    AfterOnThreadPool,
}
