// C# 7.3
using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection;
using System.Threading;
using Hotpatch;

[assembly: PatchableCalls(typeof(DateTime), nameof(DateTime.UtcNow), nameof(DateTime.AddDays))]
[assembly: PatchableCalls(typeof(DateTime), "op_Addition")]
[assembly: PatchableCalls(typeof(List<>), "Add", ".ctor")]
[assembly: PatchableCalls(typeof(List<>.Enumerator), "MoveNext")]
[assembly: PatchableCalls(typeof(Span<>), "Item", "Fill")]
[assembly: PatchableCalls(typeof(bool), nameof(bool.TryParse))]
[assembly: PatchableCalls(typeof(Enum), nameof(Enum.GetName))]
[assembly: PatchableCalls(typeof(IDisposable))]
[assembly: PatchableCalls(typeof(EqualityComparer<>), "Equals", "Default")]
[assembly: PatchableCalls(typeof(EventHandler), "Invoke")]
[assembly: PatchableCalls(typeof(Assembly), nameof(Assembly.GetTypes))]
[assembly: PatchableCalls(typeof(Thread), "Abort")]
[assembly: PatchableCalls(typeof(AppDomain), nameof(AppDomain.ProcessExit))]
[assembly: PatchableCalls(typeof(TextWriter), "Dispose")]
